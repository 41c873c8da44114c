"""A new wave taken in: its delivered files matched with the questionnaire and described."""
