"""Changed real files against everything that reads from outside; `script/fuzz` runs it."""
