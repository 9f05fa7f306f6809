//! What is left when the program stops at any write.

use std::sync::Arc;

use domain::DeliveryState;
use domain::retry_schedule::Preset;
use store::Deliveries as _;
use testkit::{FaultyStore, MemoryStore, Step, Stop, World};

/// Publishes three events to two destinations, one of which fails at first, over a store that may stop.
async fn publish_until_it_stops(world: &World) -> Vec<domain::id::EventId> {
    let mut captured = Vec::new();
    for event_type in ["order.paid", "order.refunded", "order.paid"] {
        captured.extend(world.try_publish(event_type).await);
    }
    captured
}

async fn world_over(store: Arc<dyn store::Store>) -> World {
    let world = World::new(store).await;
    let billing = world.destination("billing", [Step::Answer(503), Step::Answer(200)]).await;
    let search = world.destination("search", []).await;
    world.subscribe("*", billing, Preset::FastLocal.schedule()).await;
    world.subscribe("order.paid", search, Preset::FastLocal.schedule()).await;
    world
}

#[tokio::test]
async fn wherever_the_world_stops_no_captured_event_is_lost() {
    // The configuration is written to the store itself; the writes that follow are those of the flow.
    let rehearsal = MemoryStore::default();
    drop(world_over(Arc::new(rehearsal.clone())).await);
    let counting = FaultyStore::new(rehearsal, Stop::Never);
    let world = World::new(counting.clone()).await;
    publish_until_it_stops(&world).await;
    world.pass_all_time().await;
    let writes = counting.writes();
    assert!(writes >= 9, "only {writes} writes to stop at");

    for stop in (2..=writes).flat_map(|at| [Stop::Before(at), Stop::After(at)]) {
        let kept = MemoryStore::default();
        let configured = world_over(Arc::new(kept.clone())).await;
        let faulty = FaultyStore::new(kept.clone(), stop);
        let world = configured.restarted(faulty.clone()).await;
        let captured = publish_until_it_stops(&world).await;
        for _ in 0..1_000 {
            if faulty.has_stopped() || world.engine.is_resting() {
                break;
            }
            tokio::task::yield_now().await;
        }
        let world = world.restarted(Arc::new(kept.clone())).await;
        world.pass_all_time().await;
        for event_id in captured {
            let deliveries = kept.deliveries_of(event_id).await.unwrap();
            assert!(!deliveries.is_empty(), "{stop:?}: the deliveries of {event_id} are kept");
            for delivery in deliveries {
                let is_delivered = matches!(delivery.state, DeliveryState::Delivered { .. });
                assert!(is_delivered, "{stop:?}: {delivery:?}");
            }
        }
        let all = world.deliveries().await;
        let seen: Vec<String> = world
            .egress
            .sent()
            .iter()
            .filter_map(|sent| sent.headers.first_text("webhook-id").map(str::to_owned))
            .collect();
        assert!(
            all.iter().all(|delivery| seen.contains(&delivery.event_id.to_string())),
            "{stop:?}: what is delivered was sent"
        );
    }
}
