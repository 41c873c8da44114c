"""Survey files that give back what was printed about surveys that are not public."""
