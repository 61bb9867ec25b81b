"""V2 compatibility: V2 operations served by V3. Delete this package when V2 is gone."""
