"""A class without devices: its choice cards on paper, and on one screen."""
