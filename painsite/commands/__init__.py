"""The commands, each a function that click calls; the work is done in other rooms."""
