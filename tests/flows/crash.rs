//! The program is killed while events are under way.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::json;
use tests::{Arrival, Client, Destination, Program, http_client, text};

const EVENTS: usize = 2_000;
const SENDERS: usize = 32;
/// Deliveries that have arrived when the program is killed.
const ARRIVED_AT_KILL: usize = 500;

/// Sends events until there are no more, and gives the bodies of those that got a 2xx.
async fn send_events(receive_url: &str, next: &AtomicUsize) -> Vec<String> {
    let http = http_client();
    let mut captured = Vec::new();
    loop {
        let number = next.fetch_add(1, Ordering::SeqCst);
        if number >= EVENTS {
            return captured;
        }
        let body = format!("{{\"type\":\"order.paid\",\"number\":{number}}}");
        match http.post(receive_url).body(body.clone()).send().await {
            Ok(response) if response.status().is_success() => captured.push(body),
            // It was killed: this event has no 2xx, and nobody was promised anything.
            _ => return captured,
        }
    }
}

async fn set_up(client: &Client, destination: &Destination) -> String {
    client.forward_everything(&destination.url(), json!({ "concurrency": 16 }), &[100, 1_000, 5_000]).await;
    text(&client.get("/sources").await["items"][0]["receive_url"])
}

fn bodies(arrivals: &[Arrival]) -> HashSet<String> {
    arrivals.iter().map(|arrival| String::from_utf8_lossy(&arrival.body).into_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_event_that_got_its_2xx_is_delivered_after_a_kill() {
    let program = Program::new();
    let destination = Destination::start().await;
    let first = program.serve("127.0.0.1:0").await;
    let receive_url = set_up(&first.client, &destination).await;

    let next = Arc::new(AtomicUsize::new(0));
    let senders: Vec<_> = (0..SENDERS)
        .map(|_| {
            let (receive_url, next) = (receive_url.clone(), next.clone());
            tokio::spawn(async move { send_events(&receive_url, &next).await })
        })
        .collect();
    destination.arrived(|arrivals| arrivals.len() >= ARRIVED_AT_KILL).await;
    let address = first.client.receive.trim_start_matches("http://").to_owned();
    first.kill().await;
    let mut captured = HashSet::new();
    for sender in senders {
        captured.extend(sender.await.expect("a sender ends"));
    }
    assert!(
        captured.len() >= ARRIVED_AT_KILL && captured.len() < EVENTS,
        "{} were captured at the kill",
        captured.len()
    );

    let second = program.serve(&address).await;
    captured.extend(send_events(&receive_url, &next).await);
    destination.arrived(|arrivals| bodies(arrivals).is_superset(&captured)).await;
    second
        .client
        .until("nothing waits any more", async || {
            (second.client.get("/overview").await["counts"]["waiting"] == 0).then_some(())
        })
        .await;

    // At least once: what was in flight at the kill may arrive twice, under the same id.
    let arrivals = destination.arrivals();
    let ids: HashSet<_> =
        arrivals.iter().map(|arrival| arrival.headers["webhook-id"].to_str().unwrap().to_owned()).collect();
    assert_eq!(ids.len(), bodies(&arrivals).len(), "an event keeps its id");
    let twice = arrivals.len() - ids.len();
    assert!(twice <= 16 * 4, "{twice} arrived twice, more than were in flight");
    println!("{} captured before and after the kill, {} arrived, {twice} of them twice", captured.len(), ids.len());
}
