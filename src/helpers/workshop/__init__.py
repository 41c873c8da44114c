"""Workshop: what serves those who write the report; nothing here is part of a build."""
