"""Events: out through the outbox only, in through the inbox only, and announced again to whoever missed them."""
