"""Languages: what is translated, by which catalogue, and whether it may print."""
