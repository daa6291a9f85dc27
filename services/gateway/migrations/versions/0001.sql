CREATE TABLE account (
    board_id UUID NOT NULL,
    username TEXT NOT NULL,
    user_id UUID NOT NULL,
    role TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (board_id, username),
    UNIQUE (username)
);

COMMENT ON TABLE account IS 'Usernames are unique over all boards: at sign-in nobody says which board';

ALTER TABLE account ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON account USING (board_id = current_board() OR username = current_login()) WITH CHECK (board_id = current_board() OR username = current_login());

CREATE TABLE client (
    board_id UUID NOT NULL,
    client_id TEXT NOT NULL,
    role TEXT NOT NULL,
    scopes TEXT[] NOT NULL,
    secret_hash BYTEA NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    revoked_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (board_id, client_id),
    UNIQUE (client_id)
);

COMMENT ON TABLE client IS 'A board''s own systems; a revoked one stays, so that a repeated request does not bring it back';

ALTER TABLE client ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON client USING (board_id = current_board() OR client_id = current_login()) WITH CHECK (board_id = current_board() OR client_id = current_login());
