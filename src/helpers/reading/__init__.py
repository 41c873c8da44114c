"""Survey files as agencies deliver them, read into answers."""
