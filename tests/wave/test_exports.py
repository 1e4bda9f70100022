import groundswell.wave


def test_what_the_room_offers() -> None:
    assert groundswell.wave.__all__ == [
        "Usual",
        "age_label",
        "as_json",
        "forecast",
        "forecast_counts",
        "parse_age",
        "parse_horizons",
        "phase",
        "usual_for",
    ]
