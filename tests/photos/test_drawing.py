"""The drawn photos of the demonstration look like photos to the program."""

from datetime import UTC, datetime
from io import BytesIO

from PIL import Image

from assessor.photos.drawing import draw_scene
from assessor.photos.importing import read_photo


def test_scenes_are_jpegs_of_a_camera_size():
    image = Image.open(BytesIO(draw_scene("农贸市场", 3)))
    assert (image.format, image.size) == ("JPEG", (1600, 1200))


def test_the_same_scene_is_drawn_alike_and_another_differs():
    assert draw_scene("农贸市场", 3) == draw_scene("农贸市场", 3)
    assert draw_scene("农贸市场", 3) != draw_scene("农贸市场", 4)
    assert draw_scene("农贸市场", 3) != draw_scene("公共厕所", 3)


def test_scenes_carry_the_time_they_are_given_and_a_place():
    moment = datetime(2025, 3, 1, 6, 7, 8, tzinfo=UTC)
    photo = read_photo(draw_scene("公共厕所", 9, moment), "scene.jpg").photo
    assert photo.taken_at == moment
    assert photo.latitude is not None
    assert 25 < photo.latitude < 26
