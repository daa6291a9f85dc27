"""Who gets which module: fair, explained, and the same whenever it is worked out again."""
