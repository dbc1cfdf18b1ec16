"""Starts one sandbox. Standard library only: the launcher may run as root, before any package is trusted."""
