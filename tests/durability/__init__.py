"""What survives a kill and a power cut: `python -m tests.durability`."""
