"""One job done five ways: from the intervals of claims to each question's envelope, core, pair counts and verdict."""
