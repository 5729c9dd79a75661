"""The quality of what the sources give: what is missing, vague or doubtful, listing by listing."""
