"""Server-rendered pages: views (frozen, already worded) made of answers, and their templates."""
