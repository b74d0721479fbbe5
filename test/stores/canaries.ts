/**
 * Secrets and people planted where a real store keeps them. None of these may ever be in a report, a ticket or a log of
 * ours: tests look for each by its value.
 */
export const canaries = {
  customerEmail: "marta.kowalska@mail.example",
  customerName: "Marta Kowalska",
  adminEmail: "owner@riverside-goods.example",
  visitorAddress: "203.0.113.77",
  visitorAddress6: "2001:db8:4c1d:9a::77",
  databasePassword: "Qm7-vault-Orchid",
  smtpPassword: "Hx2-mailer-Lantern",
  ftpPassword: "Zw9-upload-Pebble",
  encryptionKey: "k3yEncR1pt0fRiversideGoodsQ8w7e6r5t4y3u2i1o0pLkJhGfDsAzXcVbNm",
  apiKey: "acq-4b7d9e2f6a1c8053deadb0a7c0ffee42",
  loggedToken: "Zt4Kq8Wn2Rx6Yb1Vc5Md9Hf3Jg7Ls0Pa",
  cardNumber: "4111 1111 1111 1111",
  paidLicence: "PAID-LICENCE-77F2-19C4-ORPHAN",
  licenseNumber: "CSC-4417-QX82-77PL-RIVERSIDE-0095",
  cookieValue: "prefs-5c1f-Harbor-Walnut",
  backupLine: "define('DB_PASSWORD', 'Rk5-config-Willow');",
} as const;
