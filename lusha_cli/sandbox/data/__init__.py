"""The sandbox's data set, computed from a seed and never stored."""
