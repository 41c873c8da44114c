"""Documents made from the built site: workbooks, PDF, Word, single chapters."""
