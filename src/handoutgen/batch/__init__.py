"""Many handouts at once: a plan in, files and a manifest out."""
