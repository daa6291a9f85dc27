"""What fits now: estimates of mastery and choice cards with reasons."""
