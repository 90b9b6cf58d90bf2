"""What is left on the disk when a process is ended or a disk is full; `script/faults` runs it."""
