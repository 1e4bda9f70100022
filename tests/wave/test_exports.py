import groundswell.wave


def test_what_the_room_offers() -> None:
    assert groundswell.wave.__all__ == [
        "Known",
        "Lean",
        "Record",
        "Score",
        "Share",
        "Stream",
        "Usual",
        "adapted",
        "age_label",
        "as_json",
        "final_age",
        "forecast",
        "forecast_counts",
        "lean",
        "parse_age",
        "parse_horizons",
        "phase",
        "record",
        "score",
        "share_of",
        "usual_for",
    ]
