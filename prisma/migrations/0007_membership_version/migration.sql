-- A membership that is deleted and made again must not carry a number it had before: a ticket, or a socket, of the old one would be
-- as good as one of the new, with the rights of the old (R3). So each version is a number no membership ever had.

-- Tickets of memberships deleted before this are good for another minute at most; what is left out keeps theirs unused.
CREATE SEQUENCE "membership_version" AS integer;
SELECT setval('membership_version', (SELECT coalesce(max("version"), 0) + 1000 FROM "membership"));

CREATE OR REPLACE FUNCTION membership_version_rises() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := nextval('membership_version');
  RETURN NEW;
END $$;

-- Of new rows as well, whatever version a program of the release before gives them.
CREATE OR REPLACE TRIGGER "membership_version" BEFORE INSERT OR UPDATE ON "membership"
  FOR EACH ROW EXECUTE FUNCTION membership_version_rises();
