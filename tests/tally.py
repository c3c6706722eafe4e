"""What the test scripts count: checks that held and checks that did not, each with its name."""

LONGEST = 1500  # characters of what was seen


class Tally:
    def __init__(self):
        self.passed = self.failed = 0

    def ok(self, name, good, got=""):
        self.passed += bool(good)
        self.failed += not good
        if not good:
            print(f"FAIL {name}: {(got if isinstance(got, str) else repr(got))[:LONGEST]}")
        return good
