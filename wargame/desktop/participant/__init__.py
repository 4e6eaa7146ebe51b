"""The shared laptop: hand-over, briefing and move editor of one seat."""
