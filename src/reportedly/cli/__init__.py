"""How does a person in a terminal read reports, keep a record, and see both? commands.py has every command."""
