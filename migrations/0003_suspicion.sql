-- How suspicious the verdicts make a sample, in thousandths; null until a check has looked at its current version.
ALTER TABLE samples ADD COLUMN score INTEGER;

-- A lane was one worst verdict (fail, error, unknown, unchecked, pass) of one state; now it is a twentieth of the
-- probability. What has no score yet stands where its worst verdict puts it.
UPDATE samples SET lane = (lane / 5) * 20 + CASE
    WHEN state = 'skipped' THEN 0
    ELSE CASE lane % 5 WHEN 0 THEN 2 WHEN 1 THEN 6 WHEN 2 THEN 10 WHEN 3 THEN 18 ELSE 19 END
END;
DELETE FROM lanes;
INSERT INTO lanes (lane, size) SELECT lane, count(*) FROM samples GROUP BY lane;
