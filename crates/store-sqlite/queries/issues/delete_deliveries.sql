delete from issue_deliveries
where delivery_id in (
  select delivery_id
  from issue_deliveries
  where issue_id = ?1
  limit ?2
)
