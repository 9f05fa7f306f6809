delete from mocks
where name = ?1
