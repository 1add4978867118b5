//go:build tools

// Package tools names what go.mod pins: the command package of the server.
package tools

import _ "github.com/ory/kratos/cmd"
