"""What is measured and tried at length: not part of the gate, and not installed."""
