"""The way out of sandboxes: a proxy that holds each job to the network of its action. Standard library only."""
