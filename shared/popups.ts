/** Paired popups of resellers, as the web pages and the extension see them. Times are ISO 8601, UTC. */

export interface PopupLine {
  popupId: string;
  label: string;
  personName: string;
  /** Null where the person is of no account any more. */
  resellerName: string | null;
  createdAt: string;
  lastUsedAt: string;
}

/** What a popup that is being paired is told: the code is for the person, the secret for the popup alone. */
export interface BegunPairing {
  pairingId: string;
  /** Two groups of four: `7K2Q-D0XM`. */
  code: string;
  secret: string;
  expiresAt: string;
}

/** Of a pairing that waits, for whoever typed its code. */
export interface WaitingPairing {
  label: string;
  address: string;
  createdAt: string;
}

export interface PopupNames {
  serverName: string;
  resellerName: string;
  personName: string;
}

export type FinishedPairing = { state: "waiting" } | { state: "approved"; token: string; names: PopupNames };
