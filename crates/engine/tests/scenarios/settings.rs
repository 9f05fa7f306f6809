//! Changes of the settings.

use std::sync::Arc;

use testkit::{MemoryStore, World};

#[tokio::test]
async fn of_two_changes_at_once_neither_takes_the_other_back() {
    let world = World::new(Arc::new(MemoryStore::default())).await;
    let configuration = world.engine.configuration();
    let zoom = configuration.change_settings(|settings| settings.zoom_percent = 120);
    let keys = configuration.change_settings(|settings| settings.are_single_keys_on = false);
    let (zoomed, without_keys) = tokio::join!(zoom, keys);
    zoomed.expect("settings are written");
    let answered = without_keys.expect("settings are written");
    let snapshot = configuration.snapshot();
    let kept = snapshot.settings();
    assert_eq!((kept.zoom_percent, kept.are_single_keys_on), (120, false));
    assert_eq!((answered.zoom_percent, answered.are_single_keys_on), (120, false));
}
