"""The pure core in processes of its own: articles and answers go in, prompts and outcomes come out.

The event loop of a run only waits for the network and the disk, whatever an article takes to analyse.
"""
