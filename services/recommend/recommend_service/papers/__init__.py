"""Model card, DPIA and FRIA annexes and notices by age, made from what runs at the moment of asking (ADR 0036)."""
