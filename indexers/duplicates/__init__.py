"""The same activity told by several sources: found, scored, and made one listing."""
