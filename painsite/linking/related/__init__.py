"""Which nodes are like which: what is offered on a page, and why."""
