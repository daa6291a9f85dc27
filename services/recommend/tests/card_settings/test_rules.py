import pytest

from eigenwijs_shared.errors import Invalid
from recommend_service.card_settings.rules import USUAL, CardSettings, Zone, check_zone


def test_the_usual_zone_is_from_sixty_to_eighty_five_with_more_room_around_it() -> None:
    assert (USUAL.zone.low, USUAL.zone.high) == (0.60, 0.85)
    assert (USUAL.zone.middle, USUAL.zone.reach) == pytest.approx((0.725, 0.15))
    assert (USUAL.zone.wide_low, USUAL.zone.wide_high) == pytest.approx((0.50, 0.90))


def test_a_zone_of_a_tenth_is_wide_enough_and_less_is_not() -> None:
    check_zone(Zone(0.7, 0.8))
    with pytest.raises(Invalid):
        check_zone(Zone(0.7, 0.79))


def test_a_zone_upside_down_is_none() -> None:
    with pytest.raises(Invalid):
        check_zone(Zone(0.8, 0.6))


def test_switched_off_nothing_is_explored_whatever_the_share() -> None:
    assert CardSettings(exploration=False, share=0.3).explored == 0
    assert CardSettings(share=0.3).explored == 0.3
