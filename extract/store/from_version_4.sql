-- Version 5 tells the id of a run from its method.
UPDATE meta SET name = 'method' WHERE name = 'run';
