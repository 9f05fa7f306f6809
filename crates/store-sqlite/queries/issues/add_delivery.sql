-- Answers a row when the delivery did not belong to this issue before.
insert into issue_deliveries (delivery_id, event_id, issue_id)
values (?1, ?2, ?3)
on conflict (delivery_id) do update set issue_id = excluded.issue_id
where issue_id <> excluded.issue_id
returning issue_id
