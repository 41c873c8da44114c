"""The commands of `report`: what each is given, and what it does."""
