"""The public functions, one file each.  They alone join the stages; the command line and the servers call only these."""
