#!/bin/bash
# Makes, or repairs, the database and the roles of every service, with the passwords that are in the folder $1.
set -euo pipefail
export PGHOST=postgres PGUSER=postgres PGDATABASE=postgres PGPASSWORD PGOPTIONS="-c client_min_messages=warning"
PGPASSWORD=$(<"$1/postgres")
for service in profile choices recommend gateway; do
  EW_OWNER_PASSWORD=$(<"$1/owner_$service") EW_APP_PASSWORD=$(<"$1/app_$service") \
    psql --no-psqlrc --set service="$service" --set database="$service" --file "$(dirname "$0")/database.sql"
  echo "database of $service: ready"
done
