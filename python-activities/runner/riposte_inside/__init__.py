"""What runs a script inside the sandbox. Standard library only, Python 2.7 and 3."""
