package dev.ske.agent;

import java.security.AllPermission;
import java.security.PermissionCollection;
import java.security.Permissions;

/** What a security manager is to allow the payload; a class of its own because of what a JVM loads to verify it. */
final class AllPermissions {
    static PermissionCollection get() {
        Permissions all = new Permissions();
        all.add(new AllPermission());
        return all;
    }

    private AllPermissions() {}
}
