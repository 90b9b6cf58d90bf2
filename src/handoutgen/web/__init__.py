"""The clinic's page: pick sections, see the sheet, print. Served to this machine by default."""
