"""Who is in reach of whom and who decides what, as each service holds it for itself: built from profile's events.

Every service must answer both questions alone and alike, so the projection is plumbing and is written once.
"""
