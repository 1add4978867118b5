package ory.hub

import kotlinx.coroutines.flow.Flow
import ory.hub.model.Identity

/**
 * Reads an identity, lets it be changed, and writes it back with everything that was not changed: metadata, the external
 * id, fields that this version does not know. There is no lock at the server: what somebody else writes meanwhile is
 * overwritten.
 */
suspend fun Identities.modify(id: String, change: (Identity) -> Identity): Identity {
    val read = read(id)
    val changed = change(read)
    if (changed.id != read.id) changedId()
    return writeBack(changed)
}

/** What happens in the import while somebody collects. The server waits while an event is looked at. */
fun ImportRun.asFlow(): Flow<ImportEvent> = pages { next() }
