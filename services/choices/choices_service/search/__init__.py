"""Finding activities and goals by what people type: bent words, compounds and typing errors, in Dutch and English."""
