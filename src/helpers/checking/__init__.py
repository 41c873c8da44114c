"""What a finished report is held against before it is published, check by check."""
